# Writes FILES as byte arrays into the C++ file OUTPUT.
set(arrays "")
set(table "")
foreach(file ${FILES})
  get_filename_component(name ${file} NAME)
  string(MAKE_C_IDENTIFIER ${name} symbol)
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(APPEND arrays "const unsigned char ${symbol}[] = {${bytes}};\n")
  string(APPEND table "    {\"${name}\", {reinterpret_cast<const char*>(${symbol}), sizeof ${symbol}}},\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"views/embedded.hpp\"\n\nnamespace views {\nnamespace {\n${arrays}"
  "const std::vector<EmbeddedFile> files{\n${table}};\n}\n\n"
  "const std::vector<EmbeddedFile>& embedded_files() { return files; }\n}\n")
