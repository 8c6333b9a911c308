// @ts-check
// Before the first paint: is this the popup, the side panel, or a tab of its own
// about another tab?
{
  const asked = new URLSearchParams(location.search);
  const page = document.documentElement.dataset;
  page.shape = asked.has("tab") ? "tab" : asked.has("panel") ? "panel" : "popup";
  page.tab = asked.get("tab") ?? "";
}
