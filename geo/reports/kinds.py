"""The type of an event, from its acts and its arms."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .acts import Act


_VIOLENT = frozenset(
    "armed_attack armed_clash strike bombing bombed shelling air_strike drone_strike fired".split()
)
KILLING = frozenset("shot killed executed beheaded hacked murdered beaten lynched stabbed".split())


def event_type(
    acts: list[Act], weapons: list[tuple[str, str]], *, vessel: bool, at_sea: bool, state: bool
) -> str:
    """Settle the type of an event from its acts and its weapons.

    Parameters
    ----------
    acts
        The acts told of it, the governing ones first.
    weapons
        Weapons named with it: weapon and the type it points to.
    vessel, at_sea
        Whether a ship was hit, and whether the place is the sea.
    state
        Whether a state's forces acted.

    Returns
    -------
    str
        One of :data:`geo.schema.EVENT_TYPES`.
    """
    kinds = [act.type for act in acts]
    arms = [weapon for weapon, _ in weapons]
    violent = _VIOLENT & set(kinds)
    first = next((a.type for a in acts if not a.weak and a.part != "effect"), "")
    slain = any(act.said.split(" ")[0] in KILLING for act in acts if act.type == "armed_attack")
    spared = "killed" not in kinds and not slain
    taken = "taken" in kinds and (not violent or first == "taken" or spared or _only_weak(acts))
    if ("abduction" in kinds or taken) and not at_sea:
        return "abduction"
    if "naval_attack" in kinds and (vessel or at_sea):
        return "naval_attack"
    if (vessel and at_sea) or ("naval_drone" in arms and (vessel or at_sea)):
        return "naval_attack"
    for kind in ("drone_strike", "missile_strike", "shelling", "air_strike"):
        if kind in kinds:
            return _by_air(acts, kind, arms) or _nearer(kind, arms)
    fitting = _by_weapon(arms)
    if fitting == "bombing" and "ied" in arms and {"landed", "fired"} & set(kinds):
        fitting = "shelling"  # bombs that land were fired from afar
    if "bombing" in kinds and not (
        fitting
        and fitting != "bombing"
        and set(arms) & {"drone", "missile", "artillery", "rocket", "air_bomb"}
    ):
        return "bombing"
    hit = {act.type for act in acts if not act.weak} & {"strike", "bombed"}
    if "armed_clash" in kinds and not hit:
        return "armed_clash"
    if {"strike", "bombed", "fired", "destroy", "intercept", "bombing", "landed"} & set(
        kinds
    ) and fitting:
        return fitting
    if "bombed" in kinds and state and not fitting:
        return "air_strike"
    if "armed_attack" in kinds:
        close = any(act.said in _CLOSE and act.part == "verb" for act in acts)
        if close and fitting in {"missile_strike", "shelling"}:
            return "armed_attack"  # a post stormed with rockets is no bombardment
        return (
            fitting
            if fitting in {"drone_strike", "missile_strike", "shelling", "air_strike", "bombing"}
            else "armed_attack"
        )
    if "bombed" in kinds:
        return "air_strike" if state else "bombing"
    if "strike" in kinds or "destroy" in kinds:
        noun = any(act.type == "strike" and act.part == "noun" for act in acts)
        return "air_strike" if state or noun else "armed_attack"
    return fitting or "armed_attack"


_CLOSE = frozenset(
    "stormed|storming|overran|overrun|overrunning|raided|raiding|ambushed|ambushing|gunned down|"
    "shot dead|waylaid|executed|beheaded|hacked|hacked to death|opened up".split("|")
)
"""What is done within sight."""


def _only_weak(acts: list[Act]) -> bool:
    """Whether nothing but weak words tells of violence beside an abduction."""
    return all(act.weak or act.type in {"taken", "injured", "killed"} for act in acts)


def _by_air(acts: list[Act], kind: str, arms: list[str]) -> str:
    """What a verb that says only heavy fire amounts to, when the arms are told: jets pounded."""
    verbal = all(act.part == "verb" for act in acts if act.type == kind)
    if kind != "shelling" or not verbal or {"artillery", "rocket"} & set(arms):
        return ""
    return "air_strike" if "air_bomb" in arms else ""


def _nearer(kind: str, arms: list[str]) -> str:
    return (
        "drone_strike"
        if kind == "air_strike" and "drone" in arms and not {"air_bomb", "missile"} & set(arms)
        else kind
    )


def _by_weapon(arms: list[str]) -> str:
    """The type that the weapons alone point to."""
    order = (
        ("drone", "drone_strike"),
        ("air_bomb", "air_strike"),
        ("missile", "missile_strike"),
        ("rocket", "shelling"),
        ("artillery", "shelling"),
        ("ied", "bombing"),
        ("landmine", "bombing"),
        ("grenade", "bombing"),
        ("rpg", "armed_attack"),
        ("small_arms", "armed_attack"),
        ("bladed", "armed_attack"),
        ("arson", "armed_attack"),
        ("naval_drone", "naval_attack"),
    )
    return next((kind for weapon, kind in order if weapon in arms), "")
