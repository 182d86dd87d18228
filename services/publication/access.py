"""Who may change what the public reads. Reading needs no permission; what no line grants is denied."""

from services.kernel.permission import Permissions, grant

RELEASE = "release_publication"
WITHDRAW = "withdraw_publication"

PERMISSIONS = Permissions(
    (
        grant(RELEASE, "service:flows"),
        grant(WITHDRAW, "head", "published"),
    )
)
