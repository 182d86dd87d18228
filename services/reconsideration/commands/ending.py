"""What ends a case or follows its decision: every wish of those stages."""

from .correcting_papers import CorrectPaper
from .performing import Performing
from .settling import Settling
from .suing import Suing
from .terminating import Terminating

EndingWish = Terminating | Settling | Performing | Suing | CorrectPaper
