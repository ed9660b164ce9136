"""Figures for the tests of the yearly report: a small family that answers as a module would."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from goldthread.house import (
    Audience,
    Basis,
    Figure,
    FigureFamily,
    FigureRequest,
    Module,
    Origin,
    OriginKind,
)

TITLES = {
    "referrals": "Referrals",
    "private_fostering": "Children privately fostered",
    "re_referrals_12m": "Re-referrals within 12 months",
    "rapid_reviews": "Rapid reviews",
}
RETURN = Origin(
    OriginKind.RETURN,
    "Return of Eastmarch Council",
    version="1",
    file="return.xlsx",
    row="7",
    signed_by="A data submitter",
    accepted_by="A performance officer",
    accepted_on="3 May 2023",
)
DOCUMENT = Origin(OriginKind.DOCUMENT, "Annual report 2022/2023", section="5 Local safeguarding")


@dataclass
class Family:
    """A family that can be told what its figures are, and that counts how often it was asked."""

    prefix: str = "example"
    figures: dict[FigureRequest, Figure] = field(default_factory=dict)
    times_asked: int = 0

    def put(self, key: str, area: Any, period: str, value: Any, **more: Any) -> Figure:
        """Have a figure, whose key is given without the prefix."""
        is_percentage = key == "re_referrals_12m"
        number = None if value is None else Decimal(str(value))
        known = {
            "unit": "%" if is_percentage else "",
            "shown": "" if number is None else f"{number:,f}" + ("%" if is_percentage else ""),
            "decimals": 1 if is_percentage else 0,
            "basis": Basis.COUNTED,
            "origin": RETURN,
            "definition": f"{TITLES[key]} in the period",
            "definition_version": "1",
            "missing": "not given by the council" if number is None else "",
        }
        figure = Figure(
            key=f"{self.prefix}.{key}",
            indicator=TITLES[key],
            area=area.code,
            area_name=area.name,
            period=period,
            value=number,
            **(known | more),
        )
        self.figures[FigureRequest(figure.key, area.code, period, figure.breakdown)] = figure
        return figure

    def read(
        self, principal: Any, requests: list[FigureRequest], audience: Audience
    ) -> list[Figure]:
        self.times_asked += 1
        return [self.answer(request) for request in requests]

    def answer(self, request: FigureRequest) -> Figure:
        return self.figures.get(request) or self._none(request)

    def _none(self, request: FigureRequest) -> Figure:
        return Figure(
            key=request.key,
            indicator=TITLES[request.key.partition(".")[2]],
            area=request.area,
            area_name=request.area,
            period=request.period,
            unit="",
            value=None,
            shown="",
            basis=Basis.COUNTED,
            origin=RETURN,
            definition="",
            definition_version="",
            missing="nobody was asked for it",
        )

    def offers(self, principal: Any) -> list[tuple[str, str, str]]:
        return [(f"{self.prefix}.{key}", title, "") for key, title in TITLES.items()]

    @property
    def module(self) -> Module:
        family = FigureFamily(self.prefix, self.read, self.offers)
        return Module(name=self.prefix, title="Example", figures=(family,))
