# The figures that internal/stats is held to, worked out by R.
# Rscript estimates.R > estimates.csv
# Needs epitools. Newcombe's interval (method 10) is here by its formula.
suppressPackageStartupMessages(library(epitools))

tables <- list(
  c(2, 18, 9, 17),       # the source's own count
  c(64, 218, 83, 216),   # the trial, unadjusted
  c(0, 12, 5, 14),       # no events in the first arm
  c(5, 7, 0, 5),         # none in the second
  c(0, 5, 0, 4),         # none at all
  c(12, 12, 7, 10),      # everybody in the first arm
  c(6, 6, 4, 4),         # everybody
  c(3, 10, 3, 10),       # no difference
  c(5, 10, 2, 10),       # tables exactly as probable as the one seen
  c(410, 900, 250, 900)) # a p far out in the tail

number <- function(x) {
  if (is.nan(x)) "NaN" else if (is.infinite(x)) ifelse(x > 0, "Inf", "-Inf") else sprintf("%.9g", x)
}

say <- function(arms, figure, values) {
  values <- c(values, rep("", 3 - length(values)))
  cat(paste(c(arms, figure, values), collapse = ","), "\n", sep = "")
}

figure <- function(arms, name, x) say(arms, name, sapply(unname(x), number))

newcombe <- function(a, n, c, m, p, q) {
  d <- a / n - c / m
  low <- d - sqrt((a / n - p[1])^2 + (q[2] - c / m)^2)
  high <- d + sqrt((p[2] - a / n)^2 + (c / m - q[1])^2)
  c(d, low, high)
}

needed <- function(rd) {
  if (rd[2] <= 0 && rd[3] >= 0) return(c(NaN, NaN, NaN))
  c(1 / abs(rd[1]), sort(1 / abs(rd[2:3])))
}

quietly <- function(x) suppressWarnings(x)

for (t in tables) {
  a <- t[1]; n <- t[2]; c <- t[3]; m <- t[4]
  arms <- c(sprintf("%d/%d", a, n), sprintf("%d/%d", c, m))
  seen <- matrix(base::c(a, n - a, c, m - c), 2, byrow = TRUE)     # first arm first
  epi <- matrix(base::c(m - c, c, n - a, a), 2, byrow = TRUE)      # epitools: reference first, events last
  p <- quietly(prop.test(a, n, correct = FALSE))$conf.int
  q <- quietly(prop.test(c, m, correct = FALSE))$conf.int
  rd <- newcombe(a, n, c, m, p, q)
  odds <- quietly(oddsratio.wald(epi))$measure[2, ]
  figure(arms, "proportion_first", base::c(a / n, p))
  figure(arms, "proportion_second", base::c(c / m, q))
  figure(arms, "risk_ratio", quietly(riskratio.wald(epi))$measure[2, ])
  figure(arms, "odds_ratio", odds)
  figure(arms, "risk_difference", rd)
  figure(arms, "number_needed", needed(rd))
  figure(arms, "odds_ratio_p", 2 * pnorm(-abs(log(odds[1]) / sqrt(sum(1 / seen)))))
  figure(arms, "fisher_p", fisher.test(seen)$p.value)
  figure(arms, "chi_squared_p", quietly(chisq.test(seen, correct = FALSE))$p.value)
  figure(arms, "chi_squared_corrected_p", quietly(chisq.test(seen, correct = TRUE))$p.value)
  warned <- tryCatch({ chisq.test(seen, correct = FALSE); "" }, warning = function(w) conditionMessage(w))
  say(arms, "chi_squared_warning", warned)
}
