/** Types of which fewer than five things can go wrong: how many are tried, and why no more make sense. */
export const fewerCases: { readonly [type: string]: { readonly least: number; readonly why: string } } = {
  'core.manual': { least: 0, why: 'It has no setting, takes nothing in and gives the time of the button: who may press it is the route table’s, and tried there.' },
  'core.on-error': { least: 0, why: 'It has no setting and takes what the engine itself writes: a flow that can’t be started by a failure is refused where it is named.' },
  'core.no-op': { least: 2, why: 'It has no setting and lets pass whatever comes: nothing, and a great many rows, are all that can be tried.' },
  'core.return': { least: 0, why: 'It has no setting and gives back whatever comes; standing in a flow that nobody calls is told when it is drawn.' },
  'core.placeholder': { least: 0, why: 'No flow runs with it: the compiler refuses it wherever it stands, which its own tests and those of imported flows prove.' },
  'core.called': { least: 2, why: 'What a caller brings along is checked at the caller, where it can be mended: see core.call-flow.' },
}
