"""What is shown, kept in the page's address: view, filters, selection and theme."""

from __future__ import annotations

from typing import ClassVar

from ._room import Room


class Address(Room):
    """What is shown, kept in the page's address, so that a link leads back to it."""

    name: ClassVar[str] = "address"
