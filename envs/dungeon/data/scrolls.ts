import type { ItemKind, Odds } from "./item-kind.ts";

const scroll = (name: string, odds: Odds, cost: number, look: string): ItemKind => ({
  name,
  class: "scroll",
  colour: "white",
  odds,
  weight: 2,
  cost,
  look,
});

export const scrolls: readonly ItemKind[] = [
  scroll("naming", "common", 25, "SINE NOMINE"),
  scroll("sharpening", "usual", 70, "ACUTUM FERRUM"),
  scroll("hardening", "usual", 90, "TORVA MESSOR"),
  scroll("cleansing", "usual", 75, "VENTUS SUB PORTA"),
  scroll("elsewhere", "usual", 110, "ALIBI ESSE"),
  scroll("crumbling armour", "rare", 40, "LUX IN TENEBRIS"),
  scroll("summoning", "usual", 45, "OMBRA NOVA"),
  scroll("light", "common", 30, "QUI VADIT LENTE"),
  scroll("finding gold", "usual", 55, "AURUM VELATUM"),
  scroll("finding food", "rare", 35, "PANIS ET SAL"),
  scroll("mapping", "usual", 95, "VIA LONGA"),
  scroll("bewildering touch", "rare", 60, "MIRA TURBA"),
  scroll("dread", "rare", 130, "FUGE FUGE"),
  scroll("fire", "usual", 65, "IGNIS FATUUS"),
  scroll("slumber", "rare", 50, "SOMNUS GRAVIS"),
  scroll("extinction", "treasure", 400, "NEMO SUPEREST"),
];
