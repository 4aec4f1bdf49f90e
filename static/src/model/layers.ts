/** What the server's layers hold, as the page uses it. Dates are ISO 8601. */
import type { Feature, FeatureCollection, LineString, MultiLineString, MultiPolygon, Point, Polygon } from 'geojson';

export type Lang = 'en' | 'uk' | 'ru';
export const LANGS: readonly Lang[] = ['en', 'uk', 'ru'];

export const STATUSES = [
  'open', 'agreed', 'planned', 'proposed', 'partially_open', 'suspended', 'blocked', 'failed',
  'rejected', 'cancelled', 'closed', 'completed', 'unknown',
] as const;
export type Status = (typeof STATUSES)[number];

export const PURPOSES = ['civilian_evacuation', 'medical_evacuation', 'aid_delivery', 'recovery_of_dead'] as const;
export type Purpose = (typeof PURPOSES)[number];

export type Direction = 'out' | 'in' | 'both';

/** Words of a report that a field of a feature comes from. */
export interface Words {
  field: string;
  /** Code points of the report's text, half-open. */
  start: number;
  end: number;
  /** The words, where the quote or a sentence of the context holds them. */
  exact?: string;
  /** Which sentence of the context holds them, and its first code point. */
  context?: number;
  context_start?: number;
  /** Where it is another report than the feature's. */
  report_id?: string;
}

/** Properties that every feature of every layer carries; layers that are computed have neither words nor a rule. */
export interface Sourced {
  id: string;
  report_id: string;
  report_title?: string | null;
  source_name?: string | null;
  source_url?: string | null;
  quote: string;
  quote_start: number;
  quote_end: number;
  quote_lang?: string | null;
  published?: string | null;
  confidence?: number | null;
  verification?: string | null;
  sensitivity?: string | null;
  announced_by?: string | null;
  evidence?: Words[];
  /** The rule of reading that made the statement; none where a file says it. */
  rule?: string | null;
}

/** One earlier or present statement about a corridor. */
export interface Statement {
  status: Status;
  announced_by?: string | null;
  published?: string | null;
  report_id: string;
  quote: string;
  quote_start?: number;
  quote_lang?: string | null;
}

export interface CorridorProps extends Sourced {
  name: string;
  from: string[];
  via: string[];
  to: string[];
  from_uk?: (string | null)[];
  to_uk?: (string | null)[];
  from_ru?: (string | null)[];
  to_ru?: (string | null)[];
  from_id?: (string | null)[];
  via_id?: (string | null)[];
  to_id?: (string | null)[];
  purpose: Purpose[];
  direction?: Direction | null;
  mode?: string | null;
  status: Status;
  status_class?: string;
  arrangement?: string | null;
  agreed_by?: string[];
  disputed_by?: string[];
  conditions?: string[];
  valid_from?: string | null;
  valid_to?: string | null;
  /** The report states a day that was not understood: no day stands for it. */
  day_not_understood?: boolean;
  time_start?: string | null;
  time_end?: string | null;
  time_zone?: string | null;
  settlements?: number | null;
  people_moved?: number | null;
  vehicles?: number | null;
  /** Names of the corridors that the counts are given for as well, or of the one that has them. */
  counts_shared_with?: string[];
  inferred?: string[];
  /** Sentences beside the quote that name an end or a place on the way. */
  context?: string[];
  left_out?: string[];
  unplaced?: string[];
  geometry_basis?: string | null;
  length_km?: number | null;
  duration_min?: number | null;
  roads?: string[];
  route_notes?: string[];
  statements?: number;
  history?: Statement[];
}

export interface NamedPlace {
  place_id?: string | null;
  place_name?: string | null;
  place_name_uk?: string | null;
  place_name_ru?: string | null;
}

export interface EventProps extends Sourced, NamedPlace {
  kind: string;
  acled_type?: string | null;
  acled_subtype?: string | null;
  time?: string | null;
  /** The sentence states a day that was not understood: no day stands for it. */
  day_not_understood?: boolean;
}

/** What every feature says that shows control as of a day. */
export interface StateProps extends Sourced {
  /** The day asked for, but never more than two weeks after `last_claim`. */
  as_of?: string | null;
  /** The last day that a claim about this piece vouches for. */
  last_claim?: string | null;
  /** Days from `last_claim` to the day asked for. */
  age_days?: number | null;
  /** The newest day that a claim about any of its places vouches for. */
  newest_claim?: string | null;
  /** Whether this is the state of the day asked for, or what was last known. */
  currency?: 'current' | 'last_known' | null;
  claims?: number | null;
}

/** Who holds something, with the party's name in the languages of the page. */
export interface HeldProps {
  party: string;
  party_name?: string | null;
  party_name_uk?: string | null;
  party_name_ru?: string | null;
}

export interface ControlProps extends StateProps, NamedPlace, HeldProps {
  tier: string;
  since?: string | null;
  /** The sentence states a day that was not understood: no day stands for it. */
  day_not_understood?: boolean;
  basis?: string | null;
  cut_off?: boolean | null;
}

export interface ControlAreaProps extends StateProps, HeldProps {
  tier: string;
  area_km2?: number | null;
  places?: string[] | null;
}

export interface FrontLineProps extends StateProps {
  side?: string | null;
  side_name?: string | null;
  side_name_uk?: string | null;
  side_name_ru?: string | null;
  side_right?: string | null;
  side_right_name?: string | null;
  side_right_name_uk?: string | null;
  side_right_name_ru?: string | null;
  uncertainty_km?: number | null;
  certainty?: string | null;
  length_km?: number | null;
  places?: string[] | null;
}

export interface PlaceProps extends Sourced {
  name: string;
  name_uk?: string | null;
  name_ru?: string | null;
  place_id?: string | null;
  kind?: string | null;
  role: 'from' | 'via' | 'to';
  corridor_id: string;
  status: Status;
  inferred?: boolean;
}

export interface ProposalProps extends Sourced {
  name: string;
  name_uk?: string | null;
  name_ru?: string | null;
  region_id?: string | null;
  settlements?: number | null;
  regions?: number | null;
  status: Status;
  inferred?: string[];
}

// A feature without geometry is one that could not be placed; every layer may hold some.
export type CorridorFeature = Feature<LineString | null, CorridorProps>;
export type EventFeature = Feature<Point | null, EventProps>;
export type ControlFeature = Feature<Point | null, ControlProps>;
export type PlaceFeature = Feature<Point | null, PlaceProps>;
export type ProposalFeature = Feature<MultiPolygon | Polygon | null, ProposalProps>;
export type ControlAreaFeature = Feature<MultiPolygon | Polygon | null, ControlAreaProps>;
export type FrontLineFeature = Feature<LineString | MultiLineString | null, FrontLineProps>;

/** Everything that the map shows, as loaded from the server. */
export interface Layers {
  corridors: CorridorFeature[];
  events: EventFeature[];
  control: ControlFeature[];
  control_areas: ControlAreaFeature[];
  front_lines: FrontLineFeature[];
  places: PlaceFeature[];
  proposals: ProposalFeature[];
}

/** The layers that show control as of one day: they are loaded for the day on show. */
export const STATE_LAYERS = ['control', 'control_areas', 'front_lines'] as const;
export type StateLayers = Pick<Layers, (typeof STATE_LAYERS)[number]>;

export type LayerId = keyof Layers;
/** The layers that a person can switch on and off; held areas go with the front line. */
export const SWITCHABLE = ['corridors', 'proposals', 'events', 'front_lines', 'control'] as const;
export type SwitchableId = (typeof SWITCHABLE)[number];
/** Those that are on until somebody switches: a thousand settlements are for a closer look. */
export const ON_AT_FIRST: readonly SwitchableId[] = ['corridors', 'proposals', 'events', 'front_lines'];

export interface ReportSummary {
  id: string;
  title?: string | null;
  published?: string | null;
  source?: string | null;
  url?: string | null;
  language?: string | null;
  corridors?: number;
  events?: number;
  unplaced?: { text: string; reason: string }[];
}

export type Collection = FeatureCollection & { generated?: string; attribution?: string };
/** A chosen feature: the layer and the id within it. */
export interface Chosen { layer: LayerId; id: string }
