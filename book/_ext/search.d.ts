/** What search_results.js uses of Sphinx's searchtools.js and of search_texts.js. */

/** Page, title (HTML), anchor with its #, kind of object or null, score. */
type SearchResult = [string, string, string, string | null, number];

type Words = Set<string>;

declare const Search: {
  query(query: string): void;
  output: HTMLElement;
  status: HTMLElement;
  _index: { docnames: string[]; titles: string[] };
  _parseQuery(query: string): [string, Words, Words, Words, Words];
  _performSearch(query: string, terms: Words, excluded: Words, marked: Words, objects: Words): SearchResult[];
};

declare function _finishSearch(count: number): void;
declare function _highlightText(element: Element, word: string, className: string): void;

/** For each page its sections: anchor, title, text. */
declare const PAGE_TEXTS: Record<string, [string, string, string][]>;

/** The terms of the glossary: anchor, title, other names, definition, and places that explain it, as words and address. */
type Term = [string, string, string[], string, [string, string][]];
declare const TERMS: Term[];

declare class Stemmer {
  stemWord(word: string): string;
}
declare function splitQuery(query: string): string[];

/** What search_terms.js hands to search_results.js. */
declare const SearchTerms: {
  find(query: string): { term: Term; instead: string | null }[];
  show(found: { term: Term; instead: string | null }[]): HTMLElement;
};
