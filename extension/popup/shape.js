// @ts-check
// Before the first paint: is this the popup, the panel beside the tabs, or a tab
// of its own about another tab?
{
  const asked = new URLSearchParams(location.search);
  const page = document.documentElement.dataset;
  page.shape = asked.has("tab") ? "tab" : asked.get("shape") === "panel" ? "panel" : "popup";
  page.tab = asked.get("tab") ?? "";
  page.open = asked.get("open") === "import-open" ? "import-open" : ""; // an address presses no other button
}
