"""Entries as HSDS 3 describes a service (docs.openreferral.org), for other directories to take over.

Nothing about any person is in it: who checked an entry stays out, when stays in.
"""

from typing import Any
from uuid import uuid5

from django.conf import settings
from django.core.paginator import Page
from django.utils import timezone

from community.organisations.enums import Profits, Room, Taxonomy
from community.organisations.models import Organisation, TaxonomyTerm

Json = dict[str, Any]
PAUSED = "New requests rest for now."


def page_of_services(page: Page[Organisation]) -> Json:
    """One page of the list, with what HSDS says about pages."""
    return {
        "total_items": page.paginator.count,
        "total_pages": page.paginator.num_pages,
        "page_number": page.number,
        "size": len(page.object_list),
        "first_page": page.number == 1,
        "last_page": not page.has_next(),
        "empty": not page.object_list,
        "contents": [service(organisation) for organisation in page.object_list],
    }


def service(organisation: Organisation) -> Json:
    """One service with its organisation, place, costs, languages and classes. It needs `for_page`."""
    now = organisation.now
    return _said(
        {
            "id": str(organisation.uuid),
            "name": organisation.name,
            "alternate_name": organisation.other_names,
            "description": organisation.description,
            "url": settings.BASE_URL + organisation.get_absolute_url(),
            "email": organisation.email,
            "status": "temporarily closed" if now.intake_paused else "active",
            "application_process": organisation.application_process,
            "fees_description": organisation.fees_description,
            "eligibility_description": organisation.eligibility_description,
            "wait_time": _wait(organisation),
            "assured_date": timezone.localdate(now.assured_at).isoformat() if now.assured_at else "",
            "alert": _alert(organisation),
            "organization": _organization(organisation),
            "phones": _phones(organisation),
            "schedules": _schedules(organisation),
            "languages": _languages(organisation),
            "cost_options": _costs(organisation),
            "service_areas": _areas(organisation),
            "service_at_locations": _locations(organisation),
            "attributes": _attributes(organisation),
        }
    )


def _said(facts: Json) -> Json:
    """Without what nobody has said."""
    return {name: value for name, value in facts.items() if value not in ("", None)}


def _id(organisation: Organisation, what: str) -> str:
    """The same each time, for parts that have no row of their own."""
    return str(uuid5(organisation.uuid, what))


def _organization(organisation: Organisation) -> Json:
    return _said(
        {
            "id": _id(organisation, "organization"),
            "name": organisation.name,
            "description": organisation.summary,
            "email": organisation.email,
            "website": organisation.website,
        }
    )


def _wait(organisation: Organisation) -> str:
    now = organisation.now
    said = "" if now.room == Room.UNKNOWN else now.get_room_display()
    if now.wait_weeks is None:
        return said
    weeks = f"{now.wait_weeks} week{'' if now.wait_weeks == 1 else 's'}"
    return f"{said}; people usually wait {weeks}" if said else f"People usually wait {weeks}"


def _alert(organisation: Organisation) -> str:
    said = [PAUSED] if organisation.now.intake_paused else []
    if organisation.profits == Profits.YES:
        said.append(f"This organisation could earn by what people plan with it: {organisation.interest}")
    return " ".join(said)


def _phones(organisation: Organisation) -> list[Json]:
    numbers = (("voice", organisation.phone), ("text", organisation.text_number))
    return [{"id": _id(organisation, f"phone {kind}"), "number": n, "type": kind} for kind, n in numbers if n]


def _schedules(organisation: Organisation) -> list[Json]:
    if not organisation.opening_hours:
        return []
    return [{"id": _id(organisation, "schedule"), "description": organisation.opening_hours}]


def _languages(organisation: Organisation) -> list[Json]:
    return [
        {"id": _id(organisation, f"language {term.code}"), "name": term.name, "code": term.code}
        for term in organisation.languages.all()
    ]


def _costs(organisation: Organisation) -> list[Json]:
    if organisation.is_free:
        return [{"id": _id(organisation, "free"), "option": "Everything", "currency": "GBP", "amount": 0}]
    return [
        _said(
            {
                "id": str(cost.uuid),
                "option": cost.option,
                "currency": "GBP",
                "amount": float(cost.amount),
                "amount_description": cost.amount_description,
            }
        )
        for cost in organisation.cost_options.all()
    ]


def _areas(organisation: Organisation) -> list[Json]:
    if not organisation.everywhere:
        return []
    return [{"id": _id(organisation, "area"), "name": "Anywhere", "description": "By phone or online."}]


def _locations(organisation: Organisation) -> list[Json]:
    if not organisation.address_1 and organisation.latitude is None:
        return []
    place = {
        "id": _id(organisation, "location"),
        "location_type": "physical",
        "name": organisation.name,
        "latitude": organisation.latitude,
        "longitude": organisation.longitude,
        "addresses": _addresses(organisation),
        "accessibility": _accessibility(organisation),
    }
    return [{"id": _id(organisation, "at"), "service_id": str(organisation.uuid), "location": _said(place)}]


def _addresses(organisation: Organisation) -> list[Json]:
    if not organisation.address_1:
        return []
    address = {
        "id": _id(organisation, "address"),
        "address_1": organisation.address_1,
        "address_2": organisation.address_2,
        "address_type": "physical",
    }
    # HSDS wants these, known or not.
    needed = {"city": organisation.city, "state_province": "England", "postal_code": organisation.postal_code}
    return [_said(address) | needed | {"country": "GB"}]


def _accessibility(organisation: Organisation) -> list[Json]:
    found = [
        {"id": _id(organisation, f"access {term.code}"), "description": term.name} for term in organisation.access.all()
    ]
    if organisation.accessibility:
        found.append({"id": _id(organisation, "accessibility"), "description": organisation.accessibility})
    return found


def _attributes(organisation: Organisation) -> list[Json]:
    linked = (
        (Taxonomy.HELP, organisation.kinds.all()),
        (Taxonomy.AUDIENCE, organisation.audiences.all()),
        (Taxonomy.ACCESS, organisation.access.all()),
    )
    return [_attribute(organisation, taxonomy, term) for taxonomy, terms in linked for term in terms]


def _attribute(organisation: Organisation, taxonomy: Taxonomy, term: TaxonomyTerm) -> Json:
    return {
        "id": _id(organisation, f"{taxonomy} {term.code}"),
        "link_id": str(organisation.uuid),
        "link_entity": "service",
        "link_type": taxonomy.label,
        "taxonomy_term": {
            "id": str(term.uuid),
            "code": term.code,
            "name": term.name,
            "description": term.description or term.name,
            "taxonomy": taxonomy.label,
        },
    }
