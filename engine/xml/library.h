// One-time initialisation of the XML library, safe from any thread. Every user of it calls this
// first.
#pragma once

namespace juece {

void InitXmlLibrary();

}  // namespace juece
