// What every program here does: it asks for the weather, runs the tool the model calls, and prints what it hears.
export const url = process.env.SLUICE_URL;
export const key = process.env.SLUICE_KEY;
export const model = process.env.SLUICE_MODEL;

export const question = "What will the weather be in Paris for three days?";
export const description = "Tells the weather of a place.";
export const parameters = {
  type: "object",
  properties: { city: { type: "string" }, days: { type: "integer" } },
  required: ["city", "days"],
};

export function weather({ city, days }) {
  console.log(`weather(${city}, ${days})`);
  return "sunny";
}
