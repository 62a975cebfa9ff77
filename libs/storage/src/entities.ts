/** All entity classes. Hot tables (runs, steps) have none: their stores speak SQL. */
export const entities: readonly (new () => object)[] = []
