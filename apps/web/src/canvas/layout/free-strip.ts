import { gaps, onGrid, type Box } from './node-size.js'

/** How far down a box has to go so that it covers none of the others; 0: it stands free. */
export function wayToFreeStrip(wanted: Box, others: Iterable<Box>): number {
  const inItsWay = [...others].filter((other) => other.x < wanted.x + wanted.width && wanted.x < other.x + other.width)
  let { y } = wanted
  // From top to bottom: what is passed once is never in the way again.
  for (const other of inItsWay.toSorted((one, two) => one.y - two.y)) {
    if (other.y < y + wanted.height && y < other.y + other.height) y = other.y + other.height + gaps.beside
  }
  return y === wanted.y ? 0 : onGrid(y - wanted.y + 4)
}
