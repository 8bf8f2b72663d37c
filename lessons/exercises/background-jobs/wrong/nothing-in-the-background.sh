# Wrong: nothing in the background.
echo "part 1"
echo "part 2"
echo "report"
