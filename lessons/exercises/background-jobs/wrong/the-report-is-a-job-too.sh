# Wrong: the report is a job, too.
echo "part 1" &
echo "part 2" &
echo "report" &
wait
