"""The ways out of the house (送达渠道): each takes a parcel and answers accepted or rejected, and decides no law."""
