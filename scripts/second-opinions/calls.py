"""Compares the calls of testing/iam/provider-calls/ with AWS's service authorization reference, as parliament has it.

calls.py < THE CALLS AS JSON: whether there is the action, whether it takes the resource, whether AWS tells it the condition.
A call that AWS does not know would be a test of the roles that nothing can fail.
"""

import json
import pathlib
import re
import sys

import parliament

# The action, what is about it, and why it is meant.
EXCEPTIONS = {
    ("apigateway:TagResource", "no action"): "AWS refuses by that name: bootstrap/permissions/api.ts",
    ("apigateway:UntagResource", "no action"): "as apigateway:TagResource",
}
REFERENCE = json.loads((pathlib.Path(parliament.__file__).parent / "iam_definition.json").read_text())


def pattern(arn):
    """Of a resource's ARN, whose variables are anything."""
    return re.compile(re.sub(r"\\\$\\\{\w+\\\}", ".+", re.escape(arn)).replace(r"\*", ".*") + r"(:.*)?$")


def known(keys, key):
    return any(re.fullmatch(re.escape(each).replace(re.escape("${TagKey}"), ".+"), key, re.IGNORECASE) for each in keys)


def problems(call):
    prefix, name = call["action"].split(":")
    # API Gateway stands there twice: REST APIs, and those of version 2.
    services = [each for each in REFERENCE if each["prefix"] == prefix]
    found = [(service, each) for service in services for each in service["privileges"] if each["privilege"] == name]
    if not found:
        yield "no action"
        return
    keys, takes, any_resource = set(), [], True
    for service, privilege in found:
        resources = {each["resource"]: each for each in service["resources"]}
        for type_ in privilege["resource_types"]:
            keys.update(type_["condition_keys"])
            resource = resources.get(type_["resource_type"].rstrip("*"))
            if resource:
                any_resource = False
                if pattern(resource["arn"]).match(call["resource"]):
                    takes.append(resource)
                    keys.update(resource["condition_keys"])
    if any_resource != (call["resource"] == "*"):
        yield "a resource" if any_resource else "no resource"
    elif not any_resource and not takes:
        yield f"takes no {call['resource']}"
    yield from (f"is not told {key}" for key in call.get("context", {}) if not known(keys, key))


WRONG = {
    "no action": {"action": "lambda:GetFunktion", "resource": "*"},
    "a resource": {"action": "sns:Unsubscribe", "resource": "arn:aws:sns:ap-southeast-2:123456789012:topic"},
    "no resource": {"action": "sns:DeleteTopic", "resource": "*"},
    "takes no arn:aws:iam::123456789012:role/x": {
        "action": "lambda:GetFunction",
        "resource": "arn:aws:iam::123456789012:role/x",
    },
    "is not told iam:PassedToService": {
        "action": "iam:GetRole",
        "resource": "arn:aws:iam::123456789012:role/x",
        "context": {"iam:PassedToService": "lambda.amazonaws.com"},
    },
}


def main():
    for expected, wrong in WRONG.items():
        found = list(problems(wrong))
        assert expected in found, (expected, found)
    calls, used, lines = json.load(sys.stdin), set(), []
    for call in calls:
        for problem in problems(call):
            key = (call["action"], problem)
            (used.add(key) if key in EXCEPTIONS else lines.append(f"{call['action']} on {call['resource']}: {problem}"))
    lines += [f"Nothing needs the exception {key}: take it out" for key in EXCEPTIONS if key not in used]
    print("\n".join(dict.fromkeys(lines)) or f"{len(calls)} calls, {len(used)} named exceptions")
    return 1 if lines or len(calls) < 150 else 0


sys.exit(main())
