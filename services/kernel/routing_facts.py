"""What routing needs to know of one claim unit (请求单元); 不清楚 is always an answer."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from services.kernel.routing_vocabulary import UNKNOWN


class Answers(BaseModel):
    """What the person answered. Words stand in rules/routing/inputs.yaml; organs are ids of the profile."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    nature: str = UNKNOWN
    field: str = UNKNOWN
    respondent_kind: str = UNKNOWN
    respondent_organ: str | None = None
    act_kind: str = UNKNOWN
    on_spot: str = UNKNOWN
    acquired_right: str = UNKNOWN
    told_remedy: str = UNKNOWN
    real_property: str = UNKNOWN
    urgency: str = UNKNOWN
    willing: str = UNKNOWN
    in_district: str = UNKNOWN
    for_living: str = UNKNOWN
    bulk: str = UNKNOWN
    certificate: str = UNKNOWN
    arbitration_clause: str = UNKNOWN
    special_party: str = UNKNOWN
    prior: tuple[str, ...] = ()
    place_organ: str | None = None
    act_made_on: date | None = None
    served_on: date | None = None
    known_on: date | None = None
    event_on: date | None = None
    asked_on: date | None = None
    decided_on: date | None = None
    agreement_on: date | None = None

    @property
    def knew_on(self) -> date | None:
        """知道或者应当知道之日: as told, else the day of service, else for a fine on the spot the day it was made."""
        on_the_spot = self.act_made_on if self.act_kind == "penalty" and self.on_spot == "yes" else None
        return self.known_on or self.served_on or on_the_spot

    def dates(self) -> dict[str, date | None]:
        """Every date a limit may run from, apart from the day the person came."""
        return {
            "act_made_on": self.act_made_on,
            "served_on": self.served_on,
            "known_on": self.known_on,
            "knew_on": self.knew_on,
            "event_on": self.event_on,
            "asked_on": self.asked_on,
            "decided_on": self.decided_on,
            "agreement_on": self.agreement_on,
        }

    def inputs(self) -> dict[str, tuple[str, ...]]:
        """The answers by name, as the tables test them."""
        single = {
            "nature": self.nature,
            "field": self.field,
            "respondent_kind": self.respondent_kind,
            "act_kind": self.act_kind,
            "on_spot": self.on_spot,
            "acquired_right": self.acquired_right,
            "told_remedy": self.told_remedy,
            "real_property": self.real_property,
            "urgency": self.urgency,
            "willing": self.willing,
            "in_district": self.in_district,
            "for_living": self.for_living,
            "bulk": self.bulk,
            "certificate": self.certificate,
            "arbitration_clause": self.arbitration_clause,
            "special_party": self.special_party,
        }
        return {**{name: (answer,) for name, answer in single.items()}, "prior": self.prior}

    def filed(self, on: date) -> "Facts":
        """The answers of a person who came on this day: the day chooses the rules."""
        return Facts(filed_on=on, **self.model_dump())


class Facts(Answers):
    """The inputs of the routing tables: the answers and the day the person came.

    `interrupted_on` is the day a mediator or an office was asked for help: a limitation that knows interruption runs
    anew from it.
    """

    filed_on: date
    interrupted_on: date | None = None

    def date_of(self, name: str) -> date | None:
        """The date a limit runs from, by its name in the tables."""
        return self.filed_on if name == "filed_on" else self.dates()[name]
