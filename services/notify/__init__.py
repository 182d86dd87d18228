"""送达与通知: documents leave the house here, and the proof that starts and stops clocks comes back."""
