"""What schemathesis has to know beside the OpenAPI document: a workbook's media type is bytes."""

import schemathesis

schemathesis.serializer.alias(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/octet-stream",
)
