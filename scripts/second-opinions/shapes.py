"""Compares a value with a shape of AWS's API models: members, required ones, types, enums, patterns, lengths, ranges."""

import functools

import regex  # Knows \p{L}, which the models use.
from botocore.loaders import Loader
from botocore.model import ServiceModel


@functools.cache
def model(service):
    return ServiceModel(Loader().load_service_model(service, "service-2"), service_name=service)


def shape_of(service, operation):
    known = model(service)
    if operation in known.operation_names:
        return known.operation_model(operation).input_shape
    return known.shape_for(operation)


def member(shape, key):
    """The name of the member, which AWS writes with other capitals, and Pulumi in the plural where it is a list."""
    wanted = key.lower()
    return next((name for name in shape.members if name.lower() in (wanted, wanted.removesuffix("s"))), None)


def judge(value, shape, place):
    """What is wrong with the value, as the API would take it."""
    check = {"structure": judge_structure, "list": judge_list, "map": judge_map}.get(shape.type_name, judge_scalar)
    yield from check(value, shape, place)


def judge_structure(value, shape, place):
    if isinstance(value, list) and len(value) == 1:
        [value] = value  # A block of Terraform's that may stand once.
    if not isinstance(value, dict):
        yield f"{place} is {value!r}, and not a structure"
        return
    given = {key: member(shape, key) for key in value}
    for key, name in given.items():
        if name is None:
            yield f"{place}.{key} is no member of {shape.name}"
        else:
            yield from judge(value[key], shape.members[name], f"{place}.{name}")
    for name in shape.required_members:
        if name not in given.values():
            yield f"{place}.{name} is required"


def judge_list(value, shape, place):
    if isinstance(value, dict) and shape.member.type_name == "structure":
        key, content = shape.member.members  # Tags and dimensions, each a name and a value.
        value = [{key: name, content: each} for name, each in value.items()]
    elif not isinstance(value, list):
        value = [value]
    yield from within(len(value), shape, f"{place} with its entries")
    for each in value:
        yield from judge(each, shape.member, f"{place}[]")


def judge_map(value, shape, place):
    for key, each in value.items():
        yield from judge(key, shape.key, f"{place} {key}")
        yield from judge(each, shape.value, f"{place}.{key}")


NUMBERS, TEXTS = ("integer", "long", "float", "double"), ("string", "blob")


def judge_scalar(value, shape, place):
    expected = str if shape.type_name in TEXTS else bool if shape.type_name == "boolean" else (int, float)
    if not isinstance(value, expected) or (shape.type_name in NUMBERS and isinstance(value, bool)):
        yield f"{place} is {value!r}, and not of the type {shape.type_name}"
        return
    if shape.type_name in NUMBERS:
        yield from within(value, shape, f"{place} {value}")
    if shape.type_name == "string":
        yield from within(len(value), shape, f"{place} {value!r}, by its length")
        if shape.enum and value not in shape.enum:
            yield f"{place} is {value!r}, and none of {shape.enum}"
        pattern = shape.metadata.get("pattern")
        if pattern and not regex.fullmatch(pattern, value, regex.DOTALL):
            yield f"{place} is {value!r}, and does not match {pattern}"


def within(number, shape, what):
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and number < least:
        yield f"{what}: {number} is less than {least}"
    if most is not None and number > most:
        yield f"{what}: {number} is more than {most}"
