"""What parliament, which nobody here wrote, says of the policy documents in a folder: iam.py FOLDER

https://github.com/duo-labs/parliament. It compares actions, resources and conditions with AWS's service authorization
reference, and looks for the known ways to more rights. Each exception stands here with its reason; one that is not
needed any more is an error too.
"""

import json
import pathlib
import sys

from parliament import analyze_policy_string

# The role, the finding and what of its detail matters, and why it is meant.
EXCEPTIONS = {
    ("-deploy", "CREDENTIALS_EXPOSURE", ""): "ecr:GetAuthorizationToken: Docker logs in to push the image",
    ("-deploy", "PERMISSIONS_MANAGEMENT_ACTIONS", ""): "it makes roles, within the boundary: bootstrap/escalation.test.ts",
    ("-deploy", "PRIVILEGE_ESCALATION", ""): "a role that it passes on has the boundary: bootstrap/escalation.test.ts",
    ("-deploy", "UNKNOWN_ACTION", "apigateway:TagResource"): "AWS refuses by that name: bootstrap/permissions/api.ts",
    ("-deploy", "UNKNOWN_ACTION", "apigateway:UntagResource"): "as apigateway:TagResource",
    ("-deploy", "UNKNOWN_CONDITION_FOR_ACTION", "apigateway:Request/ApiName"): "a key of the resource, not of the action",
    ("-deploy", "UNKNOWN_CONDITION_FOR_ACTION", "apigateway:Resource/ApiName"): "a key of the resource, not of the action",
    ("-deploy", "UNKNOWN_CONDITION_FOR_ACTION", "kms:ResourceAliases"): "a key of the resource, not of the action",
}


def findings(text):
    """Of the document, and of what is left of it without actions that the reference lacks: those end parliament's search."""
    strangers = set()
    for finding in analyze_policy_string(text, include_community_auditors=True).findings:
        if finding.issue == "UNKNOWN_ACTION":
            strangers.add(finding.detail.removeprefix("Unknown action "))
        yield finding.issue, json.dumps(finding.detail, default=str)
    if strangers:
        yield from findings(json.dumps(without(json.loads(text), strangers)))


def without(document, actions):
    statements = [{**each, "Action": [name for name in each["Action"] if name not in actions]} for each in document["Statement"]]
    return {**document, "Statement": [each for each in statements if each["Action"]]}


def check_that_it_finds():
    """A tool that finds nothing in what is wrong would find nothing in what is ours."""
    statement = {"Effect": "Allow", "Action": ["iam:PutRolePolicy", "s3:GetObjekt"], "Resource": "*"}
    found = {issue for issue, _ in findings(json.dumps({"Version": "2012-10-17", "Statement": [statement]}))}
    assert found >= {"UNKNOWN_ACTION", "PERMISSIONS_MANAGEMENT_ACTIONS"}, found


def main(folder):
    check_that_it_finds()
    used, problems, read = set(), [], 0
    for path in sorted(pathlib.Path(folder).glob("*.json")):
        read += 1
        for issue, detail in findings(path.read_text()):
            known = [key for key in EXCEPTIONS if path.stem.endswith(key[0]) and key[1] == issue and key[2] in detail]
            used.update(known)
            if not known:
                problems.append(f"{path.stem}: {issue} {detail}")
    problems += [f"No finding needs the exception {key}: take it out" for key in EXCEPTIONS if key not in used]
    if read < 10:
        problems.append(f"{folder} has {read} documents, which cannot be all")
    print("\n".join(problems) or f"{read} documents, {len(used)} named exceptions")
    return 1 if problems else 0


sys.exit(main(sys.argv[1]))
