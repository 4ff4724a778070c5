// Rounds in turn, A B C A B C …, so that whatever the machine does beside meets all alike.

// `targets` are {name, measure(round)}; answers {name: [sample of each round]}.
export async function rounds(targets, count) {
  const samples = Object.fromEntries(targets.map(({ name }) => [name, []]));
  for (let round = 0; round < count; ++round) {
    // Every other round backwards: nobody always follows the same neighbour.
    const order = round % 2 ? [...targets].reverse() : targets;
    for (const { name, measure } of order) samples[name].push(await measure(round));
    const said = targets.map(({ name }) => `${name} ${Math.round(samples[name][round].rps)}`).join(', ');
    console.log(`  round ${round + 1} of ${count}: ${said}`);
  }
  return samples;
}

export const column = (samples, member) => samples.map((sample) => sample[member]);
