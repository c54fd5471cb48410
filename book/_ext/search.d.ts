/** What search_results.js uses of Sphinx's searchtools.js and of search_texts.js. */

/** Page, title (HTML), anchor with its #, kind of object or null, score. */
type SearchResult = [string, string, string, string | null, number];

type Words = Set<string>;

declare const Search: {
  query(query: string): void;
  output: HTMLElement;
  _index: { docnames: string[]; titles: string[] };
  _parseQuery(query: string): [string, Words, Words, Words, Words];
  _performSearch(query: string, terms: Words, excluded: Words, marked: Words, objects: Words): SearchResult[];
};

declare function _finishSearch(count: number): void;
declare function _highlightText(element: Element, word: string, className: string): void;

/** For each page its sections: anchor, title, text. */
declare const PAGE_TEXTS: Record<string, [string, string, string][]>;
