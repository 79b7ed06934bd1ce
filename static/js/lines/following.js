// What a cell says about others: a price from the catalogue fills its cells, and outside the municipality there is one
// control area.

const PURSES = { actor: "area", to_actor: "to_area" };

export function followed(values, { name }, value, prices) {
  const next = { ...values, [name]: value };
  if (name === "price" && prices[value]) return { ...next, ...prices[value] };
  const area = PURSES[name];
  if (area && value !== "municipality" && value) next[area] = "outside";
  if (area && value === "municipality" && next[area] === "outside") next[area] = "service_frame";
  if (name === "per" && value !== "success") next.effect = "";
  return next;
}
