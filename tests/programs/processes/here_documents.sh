#!/bin/bash
# Here-documents and here-strings, expanded and not, small and larger than a pipe.
name=Tony
cat <<END
Hello, $name: $((6 * 7)), $(echo nested)
END
cat <<'END'
Hello, $name
END
tr a-z A-Z <<< "a string"
cat <<-END | wc -l
	one
	two
END
wc -c <<< "$(printf '%070000d' 1)"
