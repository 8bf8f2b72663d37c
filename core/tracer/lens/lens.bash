# Read by bash before a script (BASH_ENV). Reports the line of each simple command to
# the tracer, by a question about a file that does not exist: it has no effect.
unset BASH_ENV
if [[ -n ${MPDEMO_LENS_BASH_ENV+given} ]]; then
  export BASH_ENV=$MPDEMO_LENS_BASH_ENV
  unset MPDEMO_LENS_BASH_ENV
fi
if [[ -n ${BASH_ENV-} && -r $BASH_ENV ]]; then
  . "$BASH_ENV"
fi
# Subshells and functions report, too. Nothing comes after this line, which is not the
# user's.
set -T
trap '[[ -r "/mpdemo-lens/line/$LINENO/${BASH_SOURCE-}" ]] || :' DEBUG
