"""Build hook: in a wheel, everything lives in the one package ``conflictmap/``."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class OnePackage(BuildHookInterface):  # type: ignore[type-arg]
    """Give a wheel the two files of the checkout's root that cannot keep their names."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Rename them; an editable install runs from the checkout and needs nothing."""
        if version == "standard":
            build_data["force_include"]["conflictmap.py"] = "__init__.py"
            build_data["force_include"]["geo/py.typed"] = "py.typed"
