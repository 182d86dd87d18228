"""Who may see and record service of documents. What no line grants is denied."""

from services.kernel.permission import Permissions, grant

SEE = "see_deliveries"
RECORD = "record_receipt"
CORRECT = "correct_service_date"
NOTICE = "give_public_notice"
SWEEP = "sweep_notices"

PERMISSIONS = Permissions(
    (
        grant(SEE, "officer intake_clerk head supervisor auditor operator"),
        # service:post is the post office's callback; it brings slips and sees nothing of a case.
        grant(RECORD, "officer intake_clerk service:post"),
        grant(CORRECT, "officer"),
        grant(NOTICE, "officer"),
        grant(SWEEP, "service:flows"),
    )
)
