"""What the desk routes by: the law in use, the decision tables and the district's organs."""

from dataclasses import dataclass
from datetime import date

from services.kernel.law import Law
from services.kernel.organs import Profile
from services.kernel.routing import Route, route
from services.kernel.routing_facts import Facts
from services.kernel.routing_table import RoutingTable


@dataclass(frozen=True, slots=True)
class Reference:
    """What routing reads: the law, the tables and the district's organs."""

    law: Law
    table: RoutingTable
    profile: Profile

    def route(self, facts: Facts, today: date) -> Route:
        """The tables' answer for one unit."""
        return route(facts, self.table, self.profile, self.law, today)
