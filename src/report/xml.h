/* XML, written: text that any reader of XML 1.0 takes. Private to the room. */
#pragma once

#include "base/buf.h"

/* For an attribute in double quotes and for what stands between tags. What XML 1.0 cannot hold, and
   bytes that are no UTF-8, become U+FFFD. */
void xml_add(Buf *buf, Str text);
void xml_attribute(Buf *buf, const char *name, Str value); /* " name=\"value\"" */
