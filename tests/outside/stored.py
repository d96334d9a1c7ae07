"""The two exported files: the register, and the rows, made ready to follow links and reckon days.

Nothing is decided here. What the keys mean stands in docs/register/export.md.
"""

from calendar import monthrange
from datetime import date, datetime, timedelta, timezone


class Register:
    """The compiled register, by the words of its parts."""

    def __init__(self, data):
        assert data["format"] == 1, "another format has another number"
        self.data = data
        self.entities = {it["key"]: it for it in data["entities"]}
        self.fields = {key: {field["key"]: field for field in it["fields"]} for key, it in self.entities.items()}
        self.activities = {it["key"]: it for it in data["activities"]}
        self.laws = {it["key"]: it for it in data["laws"]}
        self.law_order = {it["key"]: place for place, it in enumerate(data["laws"])}
        self.year_end = data["controller"]["fiscal_year_end"]

    def terms(self, entity):
        """The terms of an entity's period; none where it has no clock of its own."""
        return self.entities[entity]["keep"].get("terms", [])

    def lives_with(self, entity):
        """The link to the row that rows of this entity live and end with."""
        return next((term["with"] for term in self.terms(entity) if "with" in term), None)

    def ends_when_asked(self, activity):
        """Whether a person who asks for erasure ends a purpose by asking: consent, and marketing."""
        it = self.activities[activity]
        return it["ground"]["kind"] == "consent" or it["marketing"] is not None

    def is_shared(self, entity):
        return self.entities[entity]["keep"]["kind"] == "while claimed"

    def path(self, entity, path):
        """The fields that a path names, as (entity, field): each link is read on the entity that the one before leads to."""
        named = []
        for key in path:
            named.append((entity, key))
            field = self.fields[entity][key]
            entity = field["from"].split(".")[0] if field["type"] == "links" else field.get("to")
        return named


class Row:
    """One stored row; empty fields are left out."""

    def __init__(self, entity, cells):
        self.entity, self.id, self.restricted = entity, cells["id"], cells["restricted"]
        own = ("id", "version", "restricted")
        self.cells = {key: value for key, value in cells.items() if key not in own and value is not None}


class Rows:
    """Every row, to be found by its id and by what it points at."""

    def __init__(self, register, data):
        assert data["fingerprint"] == register.data["fingerprint"], "rows and register belong together"
        self.register = register
        self.by_id, self.pointing = {}, {}
        for entity, rows in data["rows"].items():
            for cells in rows:
                row = Row(entity, cells)
                self.by_id[row.id] = row
                for key in row.cells:
                    if register.fields[entity][key]["type"] in ("link", "mention"):
                        self.pointing.setdefault((f"{entity}.{key}", row.cells[key]), []).append(row)

    def step(self, row, key):
        """The rows that one link leads to, or one `links` field."""
        field = self.register.fields[row.entity][key]
        if field["type"] == "links":
            return self.pointing.get((field["from"], row.id), [])
        target = self.by_id.get(row.cells.get(key))
        return [target] if target else []

    def values(self, row, path):
        """What stands at the end of a path, the empty ones left out."""
        at = [row]
        for key in path[:-1]:
            at = [target for here in at for target in self.step(here, key)]
        return [here.cells[path[-1]] for here in at if path[-1] in here.cells]

    def person(self, row):
        """The id of the person that a row is about; none where it is about nobody."""
        it = self.register.entities[row.entity]
        if it["subject_when"] and not holds(it["subject_when"], row):
            return None
        if it["subject"]["kind"] == "self":
            return row.id
        for key in it["subject"].get("path", []):
            end = row.cells.get(key) if row else None
            row = self.by_id.get(end)
        return end if it["subject"]["kind"] == "path" else None


def holds(when, row):
    """Whether a choice on the row is one of those that a condition names."""
    return row.cells.get(when["field"]) in when["among"]


def after(day, span):
    """The day that lies so long after. A month ends on the same number, or on the last day of a shorter month."""
    if span["unit"] == "days":
        return day + timedelta(days=span["count"])
    months = day.year * 12 + day.month - 1 + span["count"] * (12 if span["unit"] == "years" else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def after_fiscal_year(day, end):
    """The first day after the fiscal year that holds a day."""
    ends = [date(year, end["month"], min(end["day"], monthrange(year, end["month"])[1])) for year in (day.year, day.year + 1)]
    return next(last for last in ends if day <= last) + timedelta(days=1)


def day_of(text):
    """The day of a date, or of a moment as it is on the clocks in Norway; and whether it is a moment."""
    if "T" not in text:
        return date.fromisoformat(text), False
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))

    def change(month):  # at 01:00 UTC on the last Sunday of the month
        last = datetime(moment.year, month, 31, 1, tzinfo=timezone.utc)
        return last - timedelta(days=(last.weekday() + 1) % 7)

    summer = change(3) <= moment < change(10)
    return (moment + timedelta(hours=2 if summer else 1)).date(), True
