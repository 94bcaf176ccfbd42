// The kinds of mention in the order in which the page shows them.

/** Kinds of mentions; how each is drawn is in style/marks.css. */
export const KINDS = ['person', 'organization', 'title', 'place', 'time', 'quantity', 'work', 'contact'];

/** What can be switched on and off in the text: the kinds, and quotations. */
export const LAYERS = [...KINDS, 'quotation'];
