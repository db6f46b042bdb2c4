"""Compares the lengths in infra/config/names.ts with AWS's own API models, as botocore has them: names.py < THE TABLE AS JSON"""

import json
import sys

from botocore.loaders import Loader

# Where a type's name stands in the models. None: they tell no length, and the table cites a page of AWS's.
PLACES = {
    "aws:apigateway/stage:Stage": None,
    "aws:ecr/repository:Repository": ("ecr", "RepositoryName"),
    "aws:iam/role:Role": ("iam", "roleNameType"),
    "aws:lambda/function:Function": None,
    "aws:cloudwatch/logGroup:LogGroup": ("logs", "LogGroupName"),
    "aws:cloudwatch/metricAlarm:MetricAlarm": ("cloudwatch", "AlarmName"),
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": ("logs", "MetricName"),
    "aws:sns/topic:Topic": None,
    "aws:codedeploy/application:Application": ("codedeploy", "ApplicationName"),
}

table, loader, problems = json.load(sys.stdin), Loader(), []
for type_, longest in table.items():
    if type_ not in PLACES:
        problems.append(f"{type_} has no place here: say where the models have its name")
    elif PLACES[type_]:
        service, shape = PLACES[type_]
        told = loader.load_service_model(service, "service-2")["shapes"][shape]["max"]
        if told != longest:
            problems.append(f"{type_}: infra/config/names.ts says {longest}, {service} {shape} says {told}")
print("\n".join(problems) or f"{len(table)} names, {sum(place is not None for place in PLACES.values())} compared")
sys.exit(1 if problems else 0)
