# Writes INPUT as a C++ raw string literal, in pieces, since a literal has a length limit in -Wpedantic builds.
file(READ ${INPUT} hex HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
file(WRITE ${OUTPUT} "${bytes}0x00")
