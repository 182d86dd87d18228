"""What ends a case or follows its decision: every fact of those stages."""

from .correcting_papers import PaperCorrected
from .performing import PerformingEvent
from .settling import SettlingEvent
from .suing import SuingEvent
from .terminating import TerminatingEvent

EndingEvent = TerminatingEvent | SettlingEvent | PerformingEvent | SuingEvent | PaperCorrected
