fig, axes = plt.subplots(2, 3, figsize=(5.5, 3.2), sharex=True, sharey=True, layout="constrained")
k = np.arange(21)
for ax, step in zip(axes.flat, [0.1, 0.5, 1, 1.5, 1.9, 2.02]):
    ax.axhline(0, color="#c3c8cf", lw=0.4)
    ax.plot(k, (1 - step) ** k, ".-", ms=3)
    ax.set_title(f"step {step}", fontsize=9, loc="left")
    ax.spines[["top", "right"]].set_visible(False)
for ax in axes[1]:
    ax.set_xlabel("iteration")
fig.savefig(sys.argv[1])
