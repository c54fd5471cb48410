# The chapters in JupyterLab, for a class: on its own, or as what a JupyterHub starts for each
# learner. book/teach.md says how.
FROM quay.io/jupyter/base-notebook:2026-09-29

# Root for git alone, which nbgitpuller calls; which version of it is Ubuntu's business.
USER root
# hadolint ignore=DL3008
RUN apt-get update --yes \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/*
USER ${NB_UID}

# The package, and what chapters need besides, in the versions that the book is tested with.
COPY --chown=${NB_UID}:${NB_GID} . /tmp/project
RUN pip install --no-cache-dir --constraint /tmp/project/requirements.txt \
    "/tmp/project[dask]" autograd nbgitpuller==1.3.0 \
    && mv /tmp/project/book "${HOME}/book" \
    && rm -r /tmp/project \
    && fix-permissions "${CONDA_DIR}" \
    && fix-permissions "${HOME}"
