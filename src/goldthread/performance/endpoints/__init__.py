"""What programs can ask of performance: indicators, the scorecard, figures, and an agency's returns."""

from ninja import Router

from goldthread.performance.endpoints import reading, returns

ROUTER = Router()
ROUTER.add_router("", reading.router)
ROUTER.add_router("", returns.router)

__all__ = ["ROUTER"]
