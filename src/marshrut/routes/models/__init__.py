"""Tables of routes."""

from marshrut.routes.models.choices import Scenario, VersionChoice
from marshrut.routes.models.library import LibraryStep
from marshrut.routes.models.products import Product
from marshrut.routes.models.route import Reflection, Route, RouteRevision, RouteStage
from marshrut.routes.models.steps import RouteStep, StepEvidence, StepNote

__all__ = [
    "LibraryStep",
    "Product",
    "Reflection",
    "Route",
    "RouteRevision",
    "RouteStage",
    "RouteStep",
    "Scenario",
    "StepEvidence",
    "StepNote",
    "VersionChoice",
]
