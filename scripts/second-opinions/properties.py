"""Compares every property that the programs set with AWS's own API models, as botocore has them.

properties.py < THE RESOURCES AS JSON. Which operation takes a property, operations.py says.
"""

import json
import sys

from operations import CALLS
from shapes import judge, shape_of

# Pulumi makes these up, with so many digits: https://pulumi.com/docs/iac/concepts/resources/names/#autonaming
MADE_UP, DIGITS = ("name", "statementId"), "-1234567"


def merged(one, other):
    """Members of both, also of those that both have a part of."""
    both = {key for key in one if key in other}
    return {**one, **other, **{key: join(one[key], other[key]) for key in both}}


def join(one, other):
    if isinstance(one, list) and isinstance(other, list):
        return [merged(first, second) for first, second in zip(one, other, strict=True)]
    return merged(one, other) if isinstance(one, dict) and isinstance(other, dict) else other


def members(call, inputs, named):
    """What the call takes of the inputs, and which of them those are."""
    taken, given = set(), {}
    for key, value in inputs.items():
        if key not in call.members and (not call.rest or key in named):
            continue
        taken.add(key)
        target = call.members.get(key, key)
        if target is not None:
            given = merged(given, target(value) if callable(target) else {target: value})
    return taken, given


def problems(resource):
    type_, name = resource["type"], resource["name"]
    place = f"{resource['program']}: {type_.split(':')[-1]} {name}"
    if type_ not in CALLS:
        yield f"{place}: operations.py has no call for {type_}"
        return
    calls = CALLS[type_]
    made_up = {key: name + DIGITS for key in MADE_UP if any(key in call.members for call in calls)}
    inputs = {**made_up, **resource["inputs"]}
    used = set()
    for call in calls:
        named = {key for other in calls if other is not call for key in other.members}
        taken, given = members(call, inputs, named)
        used |= taken
        # A call beside the first is made for what it names beyond the resource.
        if call.rest or taken - set(MADE_UP):
            yield from judge(given, shape_of(call.service, call.operation), f"{place}: {call.operation}")
    yield from (f"{place}: no call takes {key}" for key in inputs if key not in used)


WRONG = {
    "does not match": {"name": "a b"},
    "is more than 32768": {"memorySize": 40000},
    "is less than 1": {"timeout": 0},
    "none of": {"packageType": "Tar"},
    "is no member of CreateFunctionRequest": {"memory": 512},
    "is no member of TracingConfig": {"tracingConfig": {"modus": "Active"}},
    "not of the type integer": {"timeout": "15"},
    "Role is required": {},
    "with its entries: 2 is more than 1": {"architectures": ["x86_64", "arm64"]},
    "by its length: 257 is more than 256": {"description": "x" * 257},
}


def check_that_it_finds():
    """What finds nothing in what is wrong would find nothing in what is ours."""
    for expected, inputs in WRONG.items():
        wrong = {"program": "wrong", "type": "aws:lambda/function:Function", "name": "f", "inputs": inputs}
        found = list(problems(wrong))
        assert any(expected in line for line in found), (expected, found)


def main():
    check_that_it_finds()
    resources = [each for each in json.load(sys.stdin) if each["type"].startswith("aws:")]
    found = list(dict.fromkeys(line for each in resources for line in problems(each)))
    types = {each["type"] for each in resources}
    found += [f"operations.py: nothing registers {type_}, take it out" for type_ in CALLS if type_ not in types]
    properties = sum(len(each["inputs"]) for each in resources)
    print("\n".join(found) or f"{properties} properties of {len(resources)} resources, of {len(types)} types")
    return 1 if found or len(resources) < 300 else 0


sys.exit(main())
