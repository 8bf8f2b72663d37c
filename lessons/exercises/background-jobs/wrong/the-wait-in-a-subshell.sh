# Wrong: a subshell has no jobs to wait for.
echo "part 1" &
echo "part 2" &
(wait)
echo "report"
