names = ["small", "medium", "large"]
series = {"train": [0.31, 0.14, 0.02], "test": [0.35, 0.22, 0.27]}
fig, ax = plt.subplots(figsize=(4.17, 2.64), layout="constrained")
places = np.arange(3)
for index, (name, values) in enumerate(series.items()):
    bars = ax.bar(places + 0.36 * index, values, 0.36, label=name)
    ax.bar_label(bars, fmt="%.2f")
ax.set_xticks(places + 0.18, names)
ax.set_ylabel("error")
ax.legend()
ax.spines[["top", "right"]].set_visible(False)
fig.savefig(sys.argv[1])
