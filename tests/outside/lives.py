"""What lives on a day and why, worked out from the rows: the meaning of the register, docs/register/export.md § Meaning.

A reason is a tuple that sorts: PERIOD before what somebody stops, a legal hold before an open request, that before a restriction, all
before any law, a law by its last day. None is no reason at all.
"""

from datetime import date
from re import fullmatch

from stored import after, after_fiscal_year, day_of, holds

PERIOD = (date.max, 0, None)  # a period, a relation that goes on, or the register: not a law
REQUEST = (date.max, -2, None)  # the person waits for an answer
RESTRICTED = (date.max, -3, None)  # the person asked for it


def hold(review_on):
    """A legal hold, to be judged again on that day."""
    return (date.max, -1, review_on)


def is_law(why):
    return why is not None and why[0] < date.max


class Life:
    """How a row with a period of its own stands, and those of its fields that have a time of their own."""

    def __init__(self):
        self.why = None  # why all of it lives
        self.in_company = True  # whether what it lives with, if anything, goes on
        self.fields = {}  # field: why that field lives

    def lives(self):
        return self.why is not None or any(why is not None for why in self.fields.values())

    def longest(self):
        return self.why or max((why for why in self.fields.values() if why), default=None)


class Day:
    """Everything on one day. `asked` are the rows about a person who asks for erasure, if one does: then a period that has a
    last day counts no more, nor for these rows one without, if it rests on consent or is for marketing."""

    def __init__(self, register, rows, today, asked=None):
        self.register, self.rows, self.today, self.asked = register, rows, today, asked
        self.found_by, self.reckoned_by, self.own_dates = frame(register)
        self.lives, self.holds = {}, {}
        self.legal_holds = [row for row in rows.by_id.values() if row.entity == "legal_hold" and self.has_begun(row)]
        requests = [row for row in rows.by_id.values() if row.entity == "request" and asked is None]
        self.waiting = {row.cells["person"] for row in requests if row.cells["state"] != "answered"}
        everything = rows.by_id.values()
        for row in everything:
            if register.entities[row.entity]["keep"]["kind"] == "terms":
                self.life(row)
        self.hold_shared([row for row in everything if row.id in self.lives and not register.lives_with(row.entity)])
        self.standing = self.all_that_stands()

    # --- Days

    def end(self, terms, row):
        """The earliest end of a period; None where no clock has started."""
        ends = [self.term_end(term, row) for term in terms if "after" in term]
        return min((end for end in ends if end), default=None)

    def term_end(self, term, row):
        ends = []
        for path in term["latest_of"]:
            for day, is_moment in map(day_of, self.rows.values(row, path)):
                if term["fiscal_year"]:
                    day = after_fiscal_year(day, self.register.year_end)
                elif is_moment and term["after"]["count"] == 0:
                    day = after(day, {"count": 1, "unit": "days"})  # `until` a moment lasts through its day
                ends.append(after(day, term["after"]))
        return max(ends, default=None)

    def counts(self, end, row, purposes):
        """Whether a period with this end still holds up a row, or a field of it, for those purposes."""
        if not self.is_asked(row):
            return end is None or self.today < end
        decided = self.asked is None or row.id in self.asked
        ended = decided and purposes and all(map(self.register.ends_when_asked, purposes))
        return end is None and not ended

    def is_asked(self, row):
        """Whether the erasure of a row is asked for, now or earlier."""
        return self.asked is not None or row.restricted == "bound"

    def has_begun(self, held):
        """Whether a legal hold has not ended on this day."""
        return "ended_on" not in held.cells or self.today < date.fromisoformat(held.cells["ended_on"])

    def stop(self, row):
        """Who keeps a row from going, whatever its period: a legal hold, or a person who asked for restriction, or for anything
        that is not answered."""
        stops = [hold(held.cells["review_on"]) for held in self.legal_holds if self.covers(held, row)]
        if self.asked is None and row.restricted == "asked":
            stops.append(RESTRICTED)
        if self.rows.person(row) in self.waiting:
            stops.append(REQUEST)
        return max(stops, default=None)

    def covers(self, held, row):
        """Whether a legal hold covers a row; one that names nothing that there is covers everything about its person."""
        about, scope = self.rows.person(row) == held.cells["person"], held.cells["scope"]
        if scope == "kind" and held.cells.get("of_kind") in self.register.entities:
            return about and row.entity == held.cells["of_kind"]
        if scope == "row" and fullmatch("([0-9a-f]-?){32}", held.cells.get("row", "")):
            return row.id == held.cells["row"]
        return about

    def law(self, requirements, row):
        """The law that forbids erasure longest; None where none does on this day."""
        found = []
        for it in requirements:
            minimum = self.register.laws[it["law"]]["minimum"]
            days = [day for day, _ in map(day_of, self.rows.values(row, it["from"]))]
            if minimum and days:
                start = after_fiscal_year(max(days), self.register.year_end) if minimum["after_fiscal_year"] else max(days)
                found.append((after(start, minimum["span"]), self.register.law_order[it["law"]], it["law"]))
        return max((law for law in found if self.today < law[0]), default=None)

    # --- Lives: rows with a period of their own

    def life(self, row):
        if row.id in self.lives:
            return self.lives[row.id]
        it = self.register.entities[row.entity]
        life = self.lives[row.id] = Life()
        life.why = PERIOD if self.counts(self.end(it["keep"]["terms"], row), row, self.activities(row)) else None
        link = self.register.lives_with(row.entity)
        if link:
            other = self.rows.by_id.get(row.cells.get(link))
            if other is None:
                life.why = None
                life.in_company = False
            elif self.register.entities[other.entity]["keep"]["kind"] == "terms":
                life.in_company = self.life(other).why == PERIOD
                life.why = life.why and self.life(other).why
        law = self.law(it["require"], row)
        if law and life.why != PERIOD:
            life.why = max(law, life.why or law)
        life.fields = self.fields(row, life)
        return life

    def fields(self, row, life):
        """The filled fields with a period or a law of their own, and why each lives."""
        fields = {}
        for key in row.cells:
            field = self.register.fields[row.entity][key]
            asked_for = self.is_asked(row) and bool(field["activities"])
            if field["keep"] is None and not field["require"] and not asked_for:
                continue
            if field["keep"] is not None:
                by_period = self.counts(self.end(field["keep"], row), row, self.activities(row, key))
            elif asked_for:
                end = self.end(self.register.terms(row.entity), row)
                by_period = life.in_company and self.counts(end, row, self.activities(row, key))
            else:
                by_period = life.why == PERIOD
            laws = [law for law in (self.law(field["require"], row), life.why) if law and law != PERIOD]
            fields[key] = PERIOD if by_period else max(laws, default=None)
        return fields

    # --- Claims: what holds shared rows up

    def activities(self, row, key=None):
        """The activities that hold a row, or one field of it."""
        own = key and self.register.fields[row.entity][key]["activities"]
        if own:
            return own
        held = self.register.entities[row.entity]["held"]
        if held["kind"] == "by choice":
            return {held["of"][chosen] for chosen in self.rows.values(row, held["choice"]) if chosen in held["of"]}
        return held.get("activities", [])

    def claims(self, row, life):
        """Each activity for which a row claims what it reaches, with the reason why the row lives."""
        claims = [(activity, life.why) for activity in self.activities(row) if life.why]
        for key in row.cells:
            if key in life.fields:
                why = life.fields[key]
            else:
                why = life.why if self.register.fields[row.entity][key]["activities"] else None
            claims += [(activity, why) for activity in self.activities(row, key) if why]
        return claims

    def hold_shared(self, rows):
        hanging = {}
        for key, it in self.register.entities.items():
            for link in hangs_on(self.register, it):
                hanging.setdefault(self.register.fields[key][link]["to"], []).append(f"{key}.{link}")
        for row in rows:
            claims = self.claims(row, self.lives[row.id])
            for shared in self.reached(row, hanging) if claims else []:
                uses = lambda activity: any(use["entity"] == shared.entity for use in self.register.activities[activity]["uses"])
                found = [(activity, why) for activity, why in claims if uses(activity)]
                self.holds.setdefault(shared.id, []).extend(found)

    def reached(self, claim, hanging):
        """The shared rows that links lead to from a claim, and those that hang on them."""
        seen, to_do = {claim.id}, [claim]
        while to_do:
            row = to_do.pop()
            near = [self.rows.by_id.get(row.cells[key]) for key in self.links(row) if not self.is_leaving(row, key)]
            if self.register.is_shared(row.entity):
                yield row
                for link in hanging.get(row.entity, []):
                    near += self.rows.pointing.get((link, row.id), [])
            for other in near:
                if other and other.id not in seen:
                    seen.add(other.id)
                    to_do.append(other)

    def links(self, row):
        """The filled links that hold up what they name: all but mentions."""
        return [key for key in row.cells if self.register.fields[row.entity][key]["type"] == "link"]

    def required(self, row, key):
        field = self.register.fields[row.entity][key]
        return field["required"] and (field["when"] is None or holds(field["when"], row))

    # --- What stands: of its own right, or because something that stands cannot be without it

    def own_right(self, row):
        if any(row is held for held in self.legal_holds):
            return hold(row.cells["review_on"])  # it is no relation for which the person is needed
        return max((why for why in (self.own_life(row), self.stop(row)) if why), default=None)

    def own_life(self, row):
        it = self.register.entities[row.entity]
        if it["keep"]["kind"] == "always":
            return PERIOD
        if it["keep"]["kind"] == "terms":
            return self.lives[row.id].longest()
        held = [why for _, why in self.holds.get(row.id, [])]
        laws = [self.law(it["require"], row)]
        laws += [self.law(self.register.fields[row.entity][key]["require"], row) for key in row.cells]
        return max(held, default=None) or max((law for law in laws if law), default=None)

    def supports(self, row):
        """What a row cannot be without: the rows of its subject path, and those behind required links."""
        yield from (row.cells[key] for key in self.links(row) if self.required(row, key))
        for key in self.register.entities[row.entity]["subject"].get("path", []):
            target = row.cells.get(key)
            row = self.rows.by_id.get(target)
            if row is None:
                return
            yield target

    def all_that_stands(self):
        standing = {}
        to_do = [(row, why) for row in self.rows.by_id.values() if (why := self.own_right(row))]
        while to_do:
            row, why = to_do.pop()
            if row.id in standing and standing[row.id] >= why:
                continue
            standing[row.id] = why
            to_do += [(self.rows.by_id[end], why) for end in self.supports(row) if end in self.rows.by_id]
        return standing

    # --- Fields that go before their row

    def over(self, row):
        """The filled fields of a row that stands which nothing keeps any more; none of what is held."""
        if self.stop(row):
            return []
        return [key for key in row.cells if self.is_leaving(row, key) or self.is_unused(row, key)]

    def framed(self, row, key):
        """Whether a row is required to have a field, or found or reckoned by it."""
        named = (row.entity, key)
        reckoned = self.own_dates if self.register.is_shared(row.entity) else self.reckoned_by
        return named in reckoned or named in self.found_by or self.required(row, key)

    def is_leaving(self, row, key):
        """Whether a row with a period of its own loses a field, if it stays at all."""
        life = self.lives.get(row.id)
        return life is not None and life.fields.get(key, life.why) is None and not self.framed(row, key)

    def is_unused(self, row, key):
        """Whether a shared row loses a field."""
        if not self.register.is_shared(row.entity) or self.framed(row, key):
            return False
        field = self.register.fields[row.entity][key]
        if self.law(self.register.entities[row.entity]["require"], row) or self.law(field["require"], row):
            return False
        uses = [use for activity, _ in self.holds.get(row.id, []) for use in self.register.activities[activity]["uses"]]
        used = any(use["entity"] == row.entity and key in use["fields"] for use in uses)
        end = self.end(field["keep"], row) if field["keep"] else None
        return not used or (end is not None and end <= self.today)


def hangs_on(register, entity):
    """The links over which a shared row hangs on another shared row: an address on its person or organisation."""
    if entity["held"]["kind"] != "as claimed" or entity["subject"]["kind"] == "self":
        return []
    if entity["subject"]["kind"] == "path" and not entity["subject_when"]:
        return entity["subject"]["path"][:1]
    links = [field for field in entity["fields"] if field["type"] == "link" and field["to"] != entity["key"]]
    return [field["key"] for field in links if register.entities[field["to"]]["held"]["kind"] == "as claimed"]


def frame(register):
    """The fields that rows are found by, those that periods count from, and of these the dates of the row itself."""
    found_by, reckoned_by, own_dates = set(), set(), set()
    for key, it in register.entities.items():
        found_by.update(register.path(key, it["subject"].get("path", [])))
        if it["held"]["kind"] == "by choice":
            found_by.update(register.path(key, it["held"]["choice"]))
        conditions = [it["subject_when"]] + [field["when"] for field in it["fields"]]
        found_by.update((key, when["field"]) for when in conditions if when)
        found_by.add((key, register.lives_with(key)))
        for part in [{"keep": register.terms(key), "require": it["require"]}] + it["fields"]:
            paths = [path for term in part["keep"] or [] if "after" in term for path in term["latest_of"]]
            paths += [law["from"] for law in part["require"]]
            for path in paths:
                reckoned_by.update(register.path(key, path))
                own_dates.update(register.path(key, path) if len(path) == 1 else [])
    return found_by, reckoned_by, own_dates
