// A fleet to be imported.

/** Registrations from SP-KTA on. */
export function registration(index: number): string {
  const letter = (value: number) => String.fromCharCode(65 + (value % 26));
  return `SP-${letter(10 + Math.floor(index / 676))}${letter(19 + Math.floor(index / 26))}${letter(index)}`;
}

/** A fleet list as an operator has it. */
export function fleetCsv(rows: number): string {
  const types = ["B738", "A320", "C56X", "DH8D", "PC12"];
  const lines = Array.from({ length: rows }, (_, index) =>
    [
      registration(index),
      types[index % types.length],
      (0x48_c2_00 + index).toString(16).toUpperCase(),
      "Nordwind",
    ].join(","),
  );
  return ["$Registration,$ICAO Type,$ICAO 24-bit,$Operator", ...lines].join("\n");
}
