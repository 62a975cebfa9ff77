/** What became of an expected instant of a schedule. Only `expected` ever changes. */
export const instantStatuses = ['expected', 'fired', 'skipped', 'missed'] as const
export type InstantStatus = (typeof instantStatuses)[number]

/**
 * Why an instant is not simply a run at its time. Fired: `caught-up` (late). Skipped: `not-caught-up` (the trigger says so), `stood-for` (one
 * later run stands for it). Missed: `too-old` (beyond the days within which it is caught up), `over-limit` (more than are caught up),
 * `withdrawn` (the flow was switched off, changed or deleted while it was late).
 */
export const instantReasons = ['caught-up', 'not-caught-up', 'stood-for', 'too-old', 'over-limit', 'withdrawn'] as const
export type InstantReason = (typeof instantReasons)[number]

/** How a schedule stands, the most urgent first. `soon`: within the hour. `done`: it never fires again. `missed`: its latest instant was to run, and did not. */
export const scheduleStates = ['late', 'missed', 'running', 'soon', 'planned', 'done', 'disabled'] as const
export type ScheduleState = (typeof scheduleStates)[number]

/** Milliseconds after which an instant that nobody took is late. Before that it is on time, whatever the trigger says about late ones. */
export const lateAfterMs = 60_000
